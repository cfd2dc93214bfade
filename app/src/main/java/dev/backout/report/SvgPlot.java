package dev.backout.report;

import dev.backout.watch.Numbers;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// A plot as SVG: no script and no style from elsewhere, in the colour of the text, so that it is
/// readable on light and dark ground and in somebody's own template.
///
/// @param plot which one
/// @param escape makes text fit for HTML
record SvgPlot(Plot plot, UnaryOperator<String> escape) {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 220;
    private static final int LEFT = 64;
    private static final int RIGHT = 120;
    private static final int TOP = 24;
    private static final int BOTTOM = 28;
    private static final int LETTERS = 12;
    private static final String LINE = "#2f7ed8";
    private static final String BAD = "#d9480f";

    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    String text() {
        if (plot.points().isEmpty()) {
            return "<p>There is no sample of <code>%s</code>.</p>"
                    .formatted(escape.apply(plot.name()));
        }
        Scale scale = Scale.of(plot);
        StringBuilder svg = new StringBuilder();
        svg.append(
                """
                <figure class="plot"><figcaption>%s</figcaption>
                <svg viewBox="0 0 %d %d" width="100%%" role="img" aria-label="%s" \
                fill="none" stroke="currentColor" font-family="system-ui, sans-serif" font-size="11">
                """
                        .formatted(caption(), WIDTH, HEIGHT, escape.apply(PlotText.of(plot))));
        axes(svg, scale);
        levels(svg, scale);
        marks(svg);
        line(svg, scale);
        return svg.append("</svg></figure>").toString();
    }

    private String caption() {
        StringBuilder caption =
                new StringBuilder("<code>%s</code>".formatted(escape.apply(plot.name())));
        for (int i = 0; i < plot.marks().size(); i++) {
            caption.append(
                    "%s %d: %s"
                            .formatted(
                                    i == 0 ? ";" : ",",
                                    i + 1,
                                    escape.apply(Foreign.line(plot.marks().get(i).text()))));
        }
        if (plot.points().stream().anyMatch(point -> point.value() == null)) {
            caption.append("; <span style=\"color:%s\">×</span>: no number".formatted(BAD));
        }
        if (plot.points().stream().anyMatch(point -> point.value() != null && point.bad())) {
            caption.append("; <span style=\"color:%s\">●</span>: not within".formatted(BAD));
        }
        return caption.toString();
    }

    private void axes(StringBuilder svg, Scale scale) {
        for (double value : scale.ticks()) {
            double y = y(scale, value);
            svg.append(
                    "<line x1='%d' x2='%d' y1='%s' y2='%s' stroke-opacity='0.12'/>"
                            .formatted(LEFT, WIDTH - RIGHT, one(y), one(y)));
            label(svg, LEFT - 8, y + 4, "end", Numbers.text(value));
        }
        Instant from = plot.points().getFirst().at();
        Instant to = plot.points().getLast().at();
        label(svg, LEFT, HEIGHT - 8, "start", CLOCK.format(from) + " UTC");
        label(svg, WIDTH - RIGHT, HEIGHT - 8, "end", CLOCK.format(to));
    }

    /// From the top on; what they are called is moved down where two are close.
    private void levels(StringBuilder svg, Scale scale) {
        double free = 0;
        for (Plot.Level level :
                plot.levels().stream()
                        .filter(one -> scale.holds(one.value()))
                        .sorted(Comparator.comparingDouble(Plot.Level::value).reversed())
                        .toList()) {
            double y = y(scale, level.value());
            svg.append(
                    "<line x1='%d' x2='%d' y1='%s' y2='%s' stroke-dasharray='6 4' stroke-opacity='0.7'/>\n"
                            .formatted(LEFT, WIDTH - RIGHT, one(y), one(y)));
            double text = Math.max(y + 4, free);
            label(svg, WIDTH - RIGHT + 6, text, "start", escape.apply(level.text()));
            free = text + LETTERS;
        }
    }

    private void marks(StringBuilder svg) {
        for (int i = 0; i < plot.marks().size(); i++) {
            double x = x(plot.marks().get(i).at());
            svg.append(
                    "<line x1='%s' x2='%s' y1='%d' y2='%d' stroke-opacity='0.5' stroke-dasharray='2 3'/>\n"
                            .formatted(one(x), one(x), TOP, HEIGHT - BOTTOM));
            label(svg, x, TOP - 6, "middle", Integer.toString(i + 1));
        }
    }

    /// The line breaks where there was no number; a cross stands there.
    private void line(StringBuilder svg, Scale scale) {
        StringBuilder path = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        boolean open = false;
        for (Plot.Point point : plot.points()) {
            double x = x(point.at());
            Double value = point.value();
            if (value == null) {
                open = false;
                label(dots, x, HEIGHT - BOTTOM - 2, "middle", "×", BAD);
                continue;
            }
            double y = y(scale, value);
            path.append(open ? " L" : " M").append(one(x)).append(' ').append(one(y));
            // A number between two that are missing is a dot.
            path.append(open ? "" : " h0");
            open = true;
            if (point.bad()) {
                dots.append(
                        "<circle cx='%s' cy='%s' r='4' fill='%s' stroke='none'/>\n"
                                .formatted(one(x), one(y), BAD));
            }
        }
        svg.append(
                "<path d='%s' stroke='%s' stroke-width='2' stroke-linejoin='round' stroke-linecap='round'/>\n"
                        .formatted(path.toString().strip(), LINE));
        svg.append(dots);
    }

    private static void label(StringBuilder svg, double x, double y, String anchor, String text) {
        label(svg, x, y, anchor, text, "currentColor");
    }

    private static void label(
            StringBuilder svg, double x, double y, String anchor, String text, String colour) {
        svg.append(
                "<text x='%s' y='%s' text-anchor='%s' fill='%s' stroke='none'>%s</text>\n"
                        .formatted(one(x), one(y), anchor, colour, text));
    }

    private double x(Instant at) {
        Instant from = plot.points().getFirst().at();
        long whole = Math.max(1, Duration.between(from, plot.points().getLast().at()).toMillis());
        return LEFT
                + (WIDTH - LEFT - RIGHT) * (Duration.between(from, at).toMillis() / (double) whole);
    }

    private static double y(Scale scale, double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * scale.part(value);
    }

    private static String one(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
