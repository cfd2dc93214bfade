/// The examinations of a live database. They read, and change nothing.
package dev.backout.doctor.live;
