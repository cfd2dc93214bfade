package dev.backout.plan;

/// One way to deal with a migration that failed, as a plan tells of it.
///
/// @param way which
/// @param possible whether a plan can be made of it
/// @param chosen whether this plan is made of it
/// @param text what it does, or why it cannot be taken; one sentence
public record Offer(Way way, boolean possible, boolean chosen, String text) {}
