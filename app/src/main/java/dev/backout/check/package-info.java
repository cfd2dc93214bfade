/// What `check` and `generate` say of migrations.
package dev.backout.check;
