package dev.backout.scratch;

import dev.backout.platform.Platform;

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
/// @param platform the platform that it looks like
public record ScratchOptions(
        String collation,
        List<String> roles,
        List<String> extensions,
        String owner,
        String zone,
        Platform platform) {
    private static final String UTC = "UTC";

    public ScratchOptions {
        roles = List.copyOf(roles);
        extensions = List.copyOf(extensions);
    }

    /// Collation C, time zone UTC and nothing else.
    public static ScratchOptions plain() {
        return new ScratchOptions("C", List.of(), List.of(), "", UTC, Platform.NONE);
    }

    /// All of it as texts, so that two that differ have different ones.
    List<String> texts() {
        List<String> texts = new ArrayList<>(List.of(collation, owner, zone));
        texts.add(String.valueOf(roles.size()));
        texts.addAll(roles);
        texts.addAll(extensions);
        if (!platform.none()) {
            texts.add(platform.setup());
        }
        return texts;
    }

    /// The same with roles that exist beforehand.
    public ScratchOptions withRoles(List<String> more) {
        return new ScratchOptions(collation, more, extensions, owner, zone, platform);
    }

    /// The same with extensions that exist beforehand.
    public ScratchOptions withExtensions(List<String> more) {
        return new ScratchOptions(collation, roles, more, owner, zone, platform);
    }

    /// The same, owned by a role of this name.
    public ScratchOptions ownedBy(String name) {
        return new ScratchOptions(collation, roles, extensions, name, zone, platform);
    }

    /// The same with sessions in a time zone that the server knows.
    public ScratchOptions inZone(String name) {
        return new ScratchOptions(collation, roles, extensions, owner, name, platform);
    }

    /// The same, as a database of this platform looks; its usual owner, when none is named.
    public ScratchOptions on(Platform hosting) {
        return new ScratchOptions(
                collation,
                roles,
                extensions,
                owner.isEmpty() ? hosting.owner() : owner,
                zone,
                hosting);
    }

    /// All roles that exist beforehand.
    List<String> allRoles() {
        List<String> all = new ArrayList<>(platform.services());
        all.addAll(platform.applications());
        all.addAll(roles);
        return all.stream().filter(role -> !role.equals(owner)).distinct().toList();
    }
}
