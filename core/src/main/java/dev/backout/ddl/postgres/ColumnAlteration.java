package dev.backout.ddl.postgres;

import dev.backout.ddl.Alteration;
import dev.backout.ddl.DdlOptions;
import dev.backout.ddl.Statement;
import dev.backout.schema.Column;
import dev.backout.schema.Generation;
import dev.backout.schema.Identifiers;
import dev.backout.schema.Identity;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Turns one column into another. The order is the server's: an identity needs NOT NULL and no
/// default, a default must fit the type, and a type cannot change under a default that does not
/// convert.
final class ColumnAlteration {
    private final Column from;
    private final Column to;
    private final DdlOptions options;
    private final List<Statement> statements = new ArrayList<>();

    ColumnAlteration(Column from, Column to, DdlOptions options) {
        this.from = from;
        this.to = to;
        this.options = options;
    }

    Alteration alteration() {
        if (!to.inherited() && generationDiffers() && !expressionCanChange()) {
            return new Alteration.Recreate();
        }
        if (!to.inherited()) {
            dropIdentity();
            changeExpression();
        }
        dropDefault();
        boolean retyped = !to.inherited() && changeType();
        statements.addAll(NotNullDdl.change(from, to, options));
        setDefault();
        if (!to.inherited()) {
            changeIdentity();
        }
        statements.addAll(ColumnSettings.change(from, to, retyped, options.major()));
        return new Alteration.InPlace(statements, retyped);
    }

    private boolean generated() {
        return to.generation() != Generation.NONE;
    }

    private boolean wasGenerated() {
        return from.generation() != Generation.NONE;
    }

    private boolean generationDiffers() {
        return from.generation() != to.generation()
                || generated() && (typeDiffers() || defaultDiffers());
    }

    /// A generated column holds nothing of its own: it is dropped and added where the server cannot
    /// alter it. A stored one keeps its values when it stops being generated.
    private boolean expressionCanChange() {
        if (generated()) {
            return from.generation() == to.generation() && !typeDiffers() && options.major() >= 17;
        }
        return from.generation() == Generation.STORED;
    }

    private void dropIdentity() {
        if (from.identity() != null && to.identity() == null) {
            onColumn("DROP IDENTITY");
        }
    }

    private void changeExpression() {
        if (wasGenerated() && !generated()) {
            onColumn("DROP EXPRESSION");
        } else if (generated() && defaultDiffers() && to.defaultExpression() != null) {
            onColumn("SET EXPRESSION AS " + Clauses.parenthesized(to.defaultExpression()));
        }
    }

    private void dropDefault() {
        boolean inTheWay = to.defaultExpression() == null || defaultHasToGo();
        if (!wasGenerated() && from.defaultExpression() != null && inTheWay) {
            onColumn("DROP DEFAULT");
        }
    }

    private void setDefault() {
        String expression = to.defaultExpression();
        if (!generated()
                && expression != null
                && (wasGenerated() || defaultDiffers() || defaultHasToGo())) {
            onColumn("SET DEFAULT " + DefaultText.of(expression, to.type()));
        }
    }

    private boolean defaultHasToGo() {
        return typeDiffers()
                && !to.inherited()
                && (defaultDiffers() || !TypeConversion.keepsDefaults(from.type(), to.type()));
    }

    private boolean changeType() {
        if (!typeDiffers()) {
            return false;
        }
        String name = Identifiers.quote(to.address().name());
        onColumn(
                "TYPE "
                        + to.type()
                        + ColumnText.collate(to.collation())
                        + TypeConversion.using(
                                name, from.type(), to.type(), options.texts().get(to.address())));
        return true;
    }

    private void changeIdentity() {
        Identity old = from.identity();
        Identity wanted = to.identity();
        if (wanted == null) {
            return;
        }
        if (old != null) {
            statements.addAll(IdentityDdl.change(to, old, wanted));
        } else {
            statements.add(IdentityDdl.add(to, wanted));
        }
    }

    private boolean typeDiffers() {
        return !from.type().equals(to.type()) || !Objects.equals(from.collation(), to.collation());
    }

    private boolean defaultDiffers() {
        return !Objects.equals(from.defaultExpression(), to.defaultExpression());
    }

    private void onColumn(String action) {
        statements.add(ColumnDdl.onColumn(to, action));
    }
}
