/// What `status` says of a database.
package dev.backout.status;
