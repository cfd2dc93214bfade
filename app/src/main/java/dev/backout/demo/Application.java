package dev.backout.demo;

import org.jspecify.annotations.Nullable;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// The shop's application in one release: it takes orders, one transaction each.
///
/// Two threads: one calls [#run], the other may read [#orders] and [#stop].
final class Application implements Runnable {
    /// What the release before the bad migration sends.
    static final String OLD =
            "INSERT INTO orders (user_id) SELECT 1 + (random() * 1499)::int RETURNING id";

    /// What the release with the bad migration sends.
    static final String NEW =
            "INSERT INTO orders (customer_id, status, placed_at)"
                    + " SELECT 1 + (random() * 1499)::int, 'SENT', now() RETURNING id";

    private static final String ITEM =
            "INSERT INTO order_items (order_id, product_id, quantity, price_cents)"
                    + " SELECT currval('orders_id_seq'), p.id, 1, p.price_cents FROM products p"
                    + " WHERE p.id = 1 + currval('orders_id_seq') % 300";

    /// Deadlock, lock not available: a try again is as good as new.
    private static final Set<String> PASSING = Set.of("40P01", "55P03");

    private static final long PAUSE_MILLIS = 15;

    private final ShopDatabase database;
    private final String sql;
    private final AtomicLong orders = new AtomicLong();
    private volatile boolean wanted = true;
    private volatile @Nullable String failure;

    Application(ShopDatabase database, String sql) {
        this.database = database;
        this.sql = sql;
    }

    /// Orders that were committed.
    long orders() {
        return orders.get();
    }

    /// What the server answered to the last order, or null when all was well.
    @Nullable String failure() {
        return failure;
    }

    /// Ends [#run] soon.
    void stop() {
        wanted = false;
    }

    /// Takes orders until it is stopped or its SQL fails.
    @Override
    public void run() {
        take(Long.MAX_VALUE);
    }

    /// Takes as many orders, or fewer when its SQL fails.
    void take(long most) {
        try (Connection connection = database.connect()) {
            connection.setAutoCommit(false);
            for (long taken = 0; wanted && taken < most; taken++) {
                order(connection);
                if (most == Long.MAX_VALUE) {
                    Thread.sleep(PAUSE_MILLIS);
                }
            }
        } catch (SQLException e) {
            failure = e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
            statement.executeUpdate(ITEM);
            connection.commit();
            orders.incrementAndGet();
        } catch (SQLException e) {
            connection.rollback();
            if (!PASSING.contains(String.valueOf(e.getSQLState()))) {
                throw e;
            }
        }
    }
}
