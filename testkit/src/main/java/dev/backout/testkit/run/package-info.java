/// Plans for tests of what is done with a plan.
package dev.backout.testkit.run;
