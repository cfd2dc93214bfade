package dev.backout.scratch;

import java.util.ArrayList;
import java.util.List;

/// How a scratch database is to be made.
///
/// @param collation `lc_collate` and `lc_ctype`; `C` is quickest and on every machine
/// @param roles roles without login that exist beforehand, as a hosted service has them
/// @param extensions extensions that exist beforehand, made by the superuser
/// @param owner name of the role that owns the database, empty for a name of our own; databases of
///   one server that name the same owner share it. A given server has roles of its own: there the
///   name is always ours
/// @param zone the time zone of the session that runs migrations, which is in defaults that name no
///   other
public record ScratchOptions(
        String collation, List<String> roles, List<String> extensions, String owner, String zone) {
    private static final String UTC = "UTC";

    public ScratchOptions {
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
    }

    /// Collation C, time zone UTC and nothing else.
    public static ScratchOptions plain() {
        return new ScratchOptions("C", List.of(), List.of(), "", UTC);
    }

    /// All of it as texts, so that two that differ have different ones.
    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(collation, owner, zone));
        texts.add(String.valueOf(roles.size()));
        texts.addAll(roles);
        texts.addAll(extensions);
        return texts;
    }

    /// The same with roles that exist beforehand.
    public ScratchOptions withRoles(List<String> more) {
        return new ScratchOptions(collation, more, extensions, owner, zone);
    }

    /// The same with extensions that exist beforehand.
    public ScratchOptions withExtensions(List<String> more) {
        return new ScratchOptions(collation, roles, more, owner, zone);
    }

    /// The same, owned by a role of this name.
    public ScratchOptions ownedBy(String name) {
        return new ScratchOptions(collation, roles, extensions, name, zone);
    }

    /// The same with sessions in a time zone that the server knows.
    public ScratchOptions inZone(String name) {
        return new ScratchOptions(collation, roles, extensions, owner, name);
    }
}
