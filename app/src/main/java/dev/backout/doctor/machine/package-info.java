/// The examinations that need no live database: this machine, the project, the scratch server.
package dev.backout.doctor.machine;
