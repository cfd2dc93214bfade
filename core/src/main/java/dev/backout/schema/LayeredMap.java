package dev.backout.schema;

import org.jspecify.annotations.Nullable;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// A hash map whose copies share what neither of them changes: snapshots differ in a few keys out
/// of thousands, and copying all of them took longer than anything else of a proof. Without null
/// keys and null values. For one thread while it is filled; safe to share afterwards.
///
/// @param <K> the keys
/// @param <V> the values
public final class LayeredMap<K, V> extends AbstractMap<K, V> {
    /// A copy keeps a layer of its own up to this part of the ground; then all becomes new ground.
    private static final int PART = 8;

    private static final int SMALLEST = 32;

    /// Shared with other maps: never changed.
    private final Map<K, V> ground;

    private final Map<K, V> layer;

    /// Keys of the ground, none of the layer.
    private final Set<K> removed;

    private int size;

    /// An empty map.
    public LayeredMap() {
        this(Map.of(), new HashMap<>(), new HashSet<>());
    }

    /// A copy.
    ///
    /// @param other the map to copy; it is not changed any more
    public LayeredMap(LayeredMap<K, V> other) {
        this(
                other.isThin() ? other.ground : new HashMap<>(other),
                other.isThin() ? new HashMap<>(other.layer) : new HashMap<>(),
                other.isThin() ? new HashSet<>(other.removed) : new HashSet<>());
        size = other.size;
    }

    private LayeredMap(Map<K, V> ground, Map<K, V> layer, Set<K> removed) {
        this.ground = ground;
        this.layer = layer;
        this.removed = removed;
    }

    private boolean isThin() {
        return layer.size() + removed.size() < Math.max(SMALLEST, ground.size() / PART);
    }

    @Override
    public @Nullable V get(Object key) {
        V found = layer.get(key);
        return found == null && !removed.contains(key) ? ground.get(key) : found;
    }

    @Override
    public boolean containsKey(Object key) {
        return get(key) != null;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public @Nullable V put(K key, V value) {
        V before = get(key);
        if (before == value) {
            return before;
        }
        if (ground.get(key) == value) {
            removed.remove(key);
            layer.remove(key);
        } else {
            removed.remove(key);
            layer.put(key, value);
        }
        size += before == null ? 1 : 0;
        return before;
    }

    @Override
    @SuppressWarnings("unchecked") // a key of the ground is a K
    public @Nullable V remove(Object key) {
        V before = get(key);
        if (before != null) {
            layer.remove(key);
            if (ground.containsKey(key)) {
                removed.add((K) key);
            }
            size--;
        }
        return before;
    }

    @Override
    public Set<Entry<K, V>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public Iterator<Entry<K, V>> iterator() {
                return new Both();
            }

            @Override
            public int size() {
                return size;
            }
        };
    }

    /// What the ground has and the layer does not hide, then the layer.
    private final class Both implements Iterator<Entry<K, V>> {
        private final Iterator<Entry<K, V>> below = ground.entrySet().iterator();
        private final Iterator<Entry<K, V>> above = layer.entrySet().iterator();
        private @Nullable Entry<K, V> next = seek();

        @Override
        public boolean hasNext() {
            return next != null;
        }

        @Override
        public Entry<K, V> next() {
            Entry<K, V> entry = next;
            if (entry == null) {
                throw new NoSuchElementException();
            }
            next = seek();
            return entry;
        }

        private @Nullable Entry<K, V> seek() {
            while (below.hasNext()) {
                Entry<K, V> entry = below.next();
                if (!layer.containsKey(entry.getKey()) && !removed.contains(entry.getKey())) {
                    return entry;
                }
            }
            return above.hasNext() ? above.next() : null;
        }
    }
}
