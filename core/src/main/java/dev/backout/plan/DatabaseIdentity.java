package dev.backout.plan;

/// Which database it is, whatever host name or tunnel leads there.
///
/// @param systemIdentifier of the cluster, from pg_control_system(): a restored base backup or a
///   replica shares it, a dump restored elsewhere does not; empty where the server does not tell it
/// @param oid the database's OID
/// @param name the database's name, which people type to confirm
public record DatabaseIdentity(String systemIdentifier, long oid, String name) {}
