package dev.backout.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// What stands in each section of a report.
///
/// @param account of which run
/// @param mask what is not shown of server messages
record Sections(Account account, Mask mask) {
    /// What the report is about, in one line.
    Line title() {
        return switch (account.run().state()) {
            case DONE -> Line.of("Backed out: ").codes(account.run().migrations());
            case ABORTED -> Line.of("Given up: backing out ").codes(account.run().migrations());
            case RUNNING, STOPPED, ABORTING ->
                    Line.of("Not finished: backing out ").codes(account.run().migrations());
        };
    }

    /// The same without form.
    String plainTitle() {
        return title().spans().stream().map(Span::text).collect(Collectors.joining());
    }

    /// The whole document.
    List<Block> document() {
        List<Block> blocks = new ArrayList<>();
        blocks.add(new Block.Heading(1, title()));
        for (Section section : Section.values()) {
            blocks.add(new Block.Heading(2, Line.of(section.title())));
            blocks.addAll(blocks(section));
        }
        return blocks;
    }

    /// One section without its heading.
    List<Block> blocks(Section section) {
        PostMortem draft = new PostMortem(account, mask);
        Proceedings record = new Proceedings(account, mask);
        return switch (section) {
            case SUMMARY -> new Summary(account).blocks();
            case IMPACT -> draft.impact();
            case TIMELINE -> new Timeline(account, mask).blocks();
            case DETECTION -> draft.detection();
            case ROOT_CAUSE -> draft.rootCause();
            case WENT_WELL -> draft.wentWell();
            case FOLLOW_UPS -> draft.followUps();
            case PLAN -> new ApprovedPlan(account.file()).blocks();
            case STEPS -> record.steps();
            case LOSSES -> new Losses(account).blocks();
            case VERIFIED -> record.verified();
            case WATCHED -> new Watched(account, mask).blocks();
        };
    }
}
