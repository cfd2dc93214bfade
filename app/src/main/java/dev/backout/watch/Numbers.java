package dev.backout.watch;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers as people read them.
public final class Numbers {
    private static final MathContext DIGITS = new MathContext(4);

    private Numbers() {}

    /// Four digits: `0.01234`, `1235`, `98.7`.
    public static String text(double number) {
        if (Double.isNaN(number) || Double.isInfinite(number)) {
            return Double.isNaN(number) ? "none" : number > 0 ? "infinite" : "-infinite";
        }
        BigDecimal whole = BigDecimal.valueOf(number);
        BigDecimal shown =
                Math.abs(number) >= 1_000
                        ? whole.setScale(0, java.math.RoundingMode.HALF_UP)
                        : whole.round(DIGITS);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    static String percent(double part) {
        return String.format(Locale.ROOT, "%s%%", text(part * 100));
    }
}
