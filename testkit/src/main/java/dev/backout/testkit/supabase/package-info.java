/// A server as Supabase has it, and its real command line.
package dev.backout.testkit.supabase;
