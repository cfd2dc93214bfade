package dev.backout.gate;

import java.time.Duration;

/// How often a gate is asked.
///
/// @param times how many times in a row it has to hold; one time that it does not begins anew
/// @param interval between two times
/// @param timeout how long it may take until it holds
public record Rhythm(int times, Duration interval, Duration timeout) {}
