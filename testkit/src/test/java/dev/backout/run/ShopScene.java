package dev.backout.run;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

import java.sql.SQLException;

/// A shop with a migration too many, anew for each test, on every version that is tested.
@ParameterizedClass(name = "on PostgreSQL {0}")
@MethodSource("dev.backout.testkit.server.Majors#all")
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
