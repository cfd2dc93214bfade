package dev.backout.plan;

import dev.backout.observe.Observation;
import dev.backout.schema.Snapshot;

/// What was seen when the undo was carried out on the reproduction of the live schema.
///
/// @param start the schema it began with: the live one, as far as it could be reproduced
/// @param end what it led to; of the same scratch database, so that identities tell renames
/// @param way what the statements did
record Rehearsal(Snapshot start, Snapshot end, Observation way) {}
