package dev.backout.schema;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// In what the privileges on a member of an extension differ from those that the extension itself
/// left, which its script wrote down (`pg_init_privs`) or which are built in. So does pg_dump.
///
/// @param member the member
/// @param granted what is held besides, sorted
/// @param withdrawn what is held no more, sorted
public record MemberGrants(Member member, List<Grant> granted, List<Grant> withdrawn) {
    /// Copies and sorts the grants.
    public MemberGrants {
        granted = granted.stream().sorted().toList();
        withdrawn = withdrawn.stream().sorted().toList();
    }

    /// The difference between two lists of grants.
    ///
    /// @param left what the extension left
    /// @param now what is held
    public static MemberGrants of(Member member, Collection<Grant> left, Collection<Grant> now) {
        return new MemberGrants(member, without(now, left), without(left, now));
    }

    /// Whether nothing differs.
    public boolean none() {
        return granted.isEmpty() && withdrawn.isEmpty();
    }

    /// What becomes of the privileges on one member; what stays is in neither or in both.
    ///
    /// @param was what is held before
    /// @param is what is held afterwards
    public record Shift(Member member, List<Grant> was, List<Grant> is) {}

    /// From the privileges of some members to others, sorted by member.
    public static List<Shift> shifts(Collection<MemberGrants> from, Collection<MemberGrants> to) {
        Map<Member, MemberGrants> before = byMember(from);
        Map<Member, MemberGrants> after = byMember(to);
        Set<Member> members = new TreeSet<>(before.keySet());
        members.addAll(after.keySet());
        List<Shift> shifts = new ArrayList<>();
        for (Member member : members) {
            MemberGrants nothing = new MemberGrants(member, List.of(), List.of());
            MemberGrants then = before.getOrDefault(member, nothing);
            MemberGrants now = after.getOrDefault(member, nothing);
            if (!then.equals(now)) {
                shifts.add(
                        new Shift(
                                member,
                                both(then.granted, now.withdrawn),
                                both(now.granted, then.withdrawn)));
            }
        }
        return shifts;
    }

    private static Map<Member, MemberGrants> byMember(Collection<MemberGrants> grants) {
        Map<Member, MemberGrants> map = new LinkedHashMap<>();
        grants.forEach(one -> map.put(one.member, one));
        return map;
    }

    private static List<Grant> without(Collection<Grant> these, Collection<Grant> those) {
        return these.stream().filter(grant -> !those.contains(grant)).toList();
    }

    private static List<Grant> both(List<Grant> these, List<Grant> those) {
        Set<Grant> all = new LinkedHashSet<>(these);
        all.addAll(those);
        return List.copyOf(all);
    }

    /// `TABLE pgmq.meta: +reader=SELECT -PUBLIC=SELECT`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(member + ":");
        granted.forEach(grant -> text.append(" +").append(grant));
        withdrawn.forEach(grant -> text.append(" -").append(grant));
        return text.toString();
    }
}
