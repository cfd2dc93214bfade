package dev.backout.catalog.postgres;

import dev.backout.schema.DbObject;

import java.sql.SQLException;

/// Makes an object of one row of a kind's query.
@FunctionalInterface
interface RowMapper {
    /// The object.
    ///
    /// @param row the row; valid during this call only
    DbObject map(Row row) throws SQLException;
}
