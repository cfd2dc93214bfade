package dev.backout.platform;

import dev.backout.schema.Address;
import dev.backout.schema.CatalogId;
import dev.backout.schema.DbObject;
import dev.backout.schema.Dependency;
import dev.backout.schema.Entry;
import dev.backout.schema.Policy;
import dev.backout.schema.Publication;
import dev.backout.schema.Snapshot;
import dev.backout.schema.Standing;
import dev.backout.schema.Trigger;
import dev.backout.schema.Unit;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Where a platform ends and the application begins. What the service makes differs from project to
/// project and with every version of it, and no migration may alter it; what migrations put on its
/// tables (policies, and triggers that call functions of theirs) is theirs. Pure.
///
/// @param platform the platform
public record Boundary(Platform platform) {
    private static final Pattern CALL = Pattern.compile("EXECUTE FUNCTION \"?(\\w+)\"?\\.");

    /// Beyond the identities that a server gives, which fit into 32 bits.
    private static final long UNUSED = 1L << 33;

    /// The application's objects only, so that two databases can be compared; all of them where no
    /// platform is known.
    public static Snapshot application(Snapshot all) {
        return new Boundary(Platforms.of(all)).without(all);
    }

    private Snapshot without(Snapshot all) {
        if (platform.none()) {
            return all;
        }
        List<Unit> units = new ArrayList<>();
        for (Unit unit : all.units().values()) {
            if (!isOfService(unit)) {
                units.add(filled(unit, null));
                continue;
            }
            List<Entry> parts = parts(unit, true);
            if (!parts.isEmpty()) {
                units.add(new Unit(unit.root(), parts, dependencies(unit, parts)));
            }
        }
        return Snapshot.of(units);
    }

    /// A live database with the platform's things as a scratch database has them: the application's
    /// are those of the live one.
    ///
    /// @param scratch the scratch database's catalog
    public static Snapshot aligned(Snapshot live, Snapshot scratch) {
        Platform platform = Platforms.of(live);
        return platform.none() ? live : new Boundary(platform).merged(live, scratch);
    }

    private Snapshot merged(Snapshot live, Snapshot scratch) {
        List<Unit> services = scratch.units().values().stream().filter(this::isOfService).toList();
        Map<CatalogId, CatalogId> ids = ids(services, live);
        List<Unit> units = new ArrayList<>();
        for (Unit unit : live.units().values()) {
            if (!isOfService(unit)) {
                units.add(filled(unit, scratch.find(unit.entries().getFirst().address())));
            }
        }
        for (Unit unit : services) {
            units.add(merged(unit, ids, live));
        }
        return Snapshot.of(units);
    }

    /// The identities that the scratch database's objects have in the live one.
    private static Map<CatalogId, CatalogId> ids(List<Unit> services, Snapshot live) {
        Map<CatalogId, CatalogId> ids = new HashMap<>();
        long next = UNUSED;
        for (Unit unit : services) {
            for (Entry entry : unit.entries()) {
                Entry there = live.find(entry.address());
                CatalogId id = entry.id();
                ids.put(
                        id,
                        there == null ? new CatalogId(id.catalog(), next++, id.sub()) : there.id());
            }
        }
        return ids;
    }

    private Unit merged(Unit unit, Map<CatalogId, CatalogId> ids, Snapshot live) {
        List<Entry> service = parts(unit, false);
        List<Entry> entries = new ArrayList<>();
        service.forEach(entry ->
                entries.add(new Entry(ids.getOrDefault(entry.id(), entry.id()), entry.object())));
        List<Dependency> rows = new ArrayList<>();
        for (Dependency row : dependencies(unit, service)) {
            rows.add(
                    new Dependency(
                            ids.getOrDefault(row.dependent(), row.dependent()),
                            ids.getOrDefault(row.referenced(), row.referenced()),
                            row.type()));
        }
        Entry there = live.find(unit.entries().getFirst().address());
        Unit other = there == null ? null : live.units().get(there.id());
        if (other != null) {
            List<Entry> application = parts(other, true);
            entries.addAll(application);
            rows.addAll(dependencies(other, application));
        }
        return new Unit(ids.getOrDefault(unit.root(), unit.root()), entries, rows);
    }

    /// Who owns a publication that the service made does not matter.
    private Unit filled(Unit unit, @Nullable Entry scratch) {
        Entry root = unit.entries().getFirst();
        if (!(root.object() instanceof Publication one)
                || !platform.publications().contains(one.address().name())) {
            return unit;
        }
        String owner = scratch == null ? null : scratch.object().standing().owner();
        Publication same =
                new Publication(
                        one.address(),
                        one.allTables(),
                        one.tables(),
                        one.schemas(),
                        one.options(),
                        new Standing(owner, one.standing().grants(), one.standing().comment()));
        return new Unit(unit.root(), List.of(new Entry(root.id(), same)), unit.dependencies());
    }

    /// Whether an object with its parts is the service's.
    private boolean isOfService(Unit unit) {
        DbObject object = unit.entries().getFirst().object();
        Address address = object.address();
        String owner = object.standing().owner();
        boolean service = owner != null && platform.services().contains(owner);
        return switch (address.kind()) {
            case SCHEMA -> platform.hasSchema(address.name());
            // Whoever asks for one, the service installs it.
            case EXTENSION -> true;
            case PUBLICATION -> service && !platform.publications().contains(address.name());
            case DEFAULT_PRIVILEGES ->
                    platform.services().contains(address.first())
                            || platform.hasSchema(address.path().get(1));
            case EVENT_TRIGGER, CAST, FOREIGN_DATA_WRAPPER, FOREIGN_SERVER -> service;
            default ->
                    platform.schemas().contains(address.first())
                            || (service && platform.shared().contains(address.first()));
        };
    }

    /// The parts of a service's unit that are the application's, or the others.
    private List<Entry> parts(Unit unit, boolean application) {
        boolean shared = platform.shared().contains(unit.entries().getFirst().address().first());
        return unit.entries().stream()
                .filter(entry -> (shared && isOfApplication(entry)) == application)
                .toList();
    }

    private boolean isOfApplication(Entry part) {
        return switch (part.object()) {
            case Policy _ -> true;
            case Trigger trigger -> {
                Matcher call = CALL.matcher(trigger.definition());
                yield call.find() && !platform.hasSchema(call.group(1));
            }
            default -> false;
        };
    }

    private static List<Dependency> dependencies(Unit unit, List<Entry> parts) {
        Set<CatalogId> ids = parts.stream().map(Entry::id).collect(Collectors.toSet());
        boolean root = ids.contains(unit.root());
        Set<CatalogId> others = unit.entries().stream().map(Entry::id).collect(Collectors.toSet());
        others.removeAll(ids);
        return unit.dependencies().stream()
                .filter(row ->
                        root ? !others.contains(row.dependent()) : ids.contains(row.dependent()))
                .toList();
    }
}
