package dev.backout.report;

import java.util.Locale;

/// The parts of a report, in their order. Their ids are the placeholders of templates.
enum Section {
    SUMMARY("Summary"),
    IMPACT("Impact"),
    TIMELINE("Timeline (UTC)"),
    DETECTION("Detection"),
    ROOT_CAUSE("Root cause"),
    WENT_WELL("What went well"),
    FOLLOW_UPS("Follow-ups"),
    PLAN("The plan that was approved"),
    STEPS("The steps"),
    LOSSES("What was lost, and what was set aside"),
    VERIFIED("What was verified"),
    WATCHED("What was watched");

    private final String title;

    Section(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /// The placeholder without its braces: `root-cause`.
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
