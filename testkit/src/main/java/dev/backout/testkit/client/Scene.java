package dev.backout.testkit.client;

import dev.backout.schema.Address;

import java.util.List;

/// What an application does with one object in one transaction, which is rolled back.
///
/// @param object the table, view, function or sequence
/// @param calls its statements, in order
record Scene(Address object, List<ClientCall> calls) {
    Scene {
        calls = List.copyOf(calls);
    }
}
