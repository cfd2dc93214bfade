/// The copy of a run's journal on the machine where the run was carried out.
package dev.backout.journalfile;
