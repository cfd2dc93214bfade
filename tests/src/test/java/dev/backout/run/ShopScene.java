package dev.backout.run;

import dev.backout.testkit.server.EveryMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;

/// A shop with a migration too many, anew for each test, on every version that is tested.
@EveryMajor
abstract class ShopScene {
    @Parameter int major;

    /// The database of the current test.
    Shop shop;

    @BeforeEach
    void fill() throws SQLException {
        shop = Shop.on(Shop.server(major));
    }

    @AfterEach
    void drop() throws SQLException {
        shop.close();
    }
}
