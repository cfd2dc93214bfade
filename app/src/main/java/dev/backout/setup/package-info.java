/// What `init` finds in a project, and the backout.yaml that it writes of it.
package dev.backout.setup;
