/// What `doctor` says: examinations of a machine, a project and a live database, each told as
/// findings with the command that mends them. The examinations of a database are in `live/`, those
/// that need none in `machine/`.
package dev.backout.doctor;
