package dev.backout.demo.shop;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// A release of the shop: the SQL that it sends.
public enum Release {
    /// Made for the schema before the bad migration.
    OLD(
            "insert into orders (user_id) values (?) returning id",
            "select o.user_id, t.total_cents from orders o join order_totals t on t.id = o.id"
                    + " where o.id = ?",
            "select user_id, stock from orders, products limit 0"),
    /// Made for the schema behind it; but one place still reads the view that it drops.
    NEW(
            "insert into orders (customer_id, status, placed_at) values (?, 'OPEN', now())"
                    + " returning id",
            "select o.customer_id, t.total_cents from orders o join order_totals t on t.id = o.id"
                    + " where o.id = ?",
            "select customer_id from orders limit 0");

    private final String order;
    private final String look;
    private final String ready;

    Release(String order, String look, String ready) {
        this.order = order;
        this.look = look;
        this.ready = ready;
    }

    /// Takes an order of a user, and gives its id.
    String order() {
        return order;
    }

    /// Reads whose order that is, and what it costs.
    String look() {
        return look;
    }

    /// What a process tries before it says that it is ready.
    String ready() {
        return ready;
    }

    /// The word for it: `old`.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// The release of a word, or null.
    static @Nullable Release of(String word) {
        List<Release> named =
                Arrays.stream(values()).filter(one -> one.word().equals(word.strip())).toList();
        return named.isEmpty() ? null : named.getFirst();
    }
}
