package dev.backout.doctor.live;

import java.sql.ResultSet;
import java.sql.SQLException;

/// Makes something of the row at which the cursor stands.
@FunctionalInterface
interface RowReader<T> {
    T read(ResultSet row) throws SQLException;
}
