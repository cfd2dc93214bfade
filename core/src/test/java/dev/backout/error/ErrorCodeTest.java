package dev.backout.error;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {
    @Test
    void textIsKebabCase() {
        assertThat(ErrorCode.PLAN_STALE.text()).isEqualTo("plan-stale");
    }

    @ParameterizedTest
    @EnumSource(ErrorCode.class)
    void aFailureNeverEndsAsDone(ErrorCode code) {
        assertThat(code.exit()).isNotEqualTo(ExitCode.DONE);
    }
}
