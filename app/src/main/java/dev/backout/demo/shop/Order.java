package dev.backout.demo.shop;

import java.time.Instant;

/// An order that the shop acknowledged.
///
/// @param at when the acknowledgement came
public record Order(long id, int user, int product, Instant at) {}
