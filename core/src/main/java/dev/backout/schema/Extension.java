package dev.backout.schema;

import java.util.Comparator;
import java.util.List;
import java.util.SequencedMap;

/// An installed extension; its member objects are not objects of their own. Path: extension.
///
/// @param address where it is found
/// @param schema the schema it is installed into
/// @param version the installed version
/// @param members the members whose privileges are not what the extension left, sorted
/// @param standing owner, grants and comment
public record Extension(
        Address address,
        String schema,
        String version,
        List<MemberGrants> members,
        Standing standing)
        implements DbObject {
    /// Copies and sorts the members.
    public Extension {
        members = members.stream().sorted(Comparator.comparing(MemberGrants::member)).toList();
    }

    /// The same extension as it is where these privileges hold.
    public Extension withMembers(List<MemberGrants> others) {
        return new Extension(address, schema, version, others, standing);
    }

    @Override
    public SequencedMap<String, String> attributes() {
        return new Attributes()
                .put("schema", schema)
                .put("version", version)
                .put("grants of members", members)
                .standing(standing)
                .map();
    }
}
