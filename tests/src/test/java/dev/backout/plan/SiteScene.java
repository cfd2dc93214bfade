package dev.backout.plan;

import dev.backout.testkit.server.NewestMajor;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.Parameter;

import java.sql.SQLException;

/// A live database without migrations, anew for each test, on the newest version, or on those that
/// are asked for.
@NewestMajor
abstract class SiteScene {
    @Parameter int major;

    /// The database of the current test.
    Site site;

    @BeforeEach
    void open() throws SQLException {
        site = Site.on(major);
    }

    @AfterEach
    void drop() throws SQLException {
        site.close();
    }
}
