package dev.backout.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;
import java.util.List;

class LockModeTest {
    @ParameterizedTest
    @EnumSource
    void conflictsAreMutual(LockMode mode) {
        List<LockMode> others =
                Arrays.stream(LockMode.values()).filter(mode::conflictsWith).toList();
        assertThat(others).isNotEmpty().allMatch(other -> other.conflictsWith(mode));
    }

    @Test
    void readersWaitForTheStrongestOnly() {
        assertThat(LockMode.values())
                .filteredOn(LockMode::blocksReads)
                .containsExactly(LockMode.ACCESS_EXCLUSIVE);
    }

    @Test
    void writersWaitFromShareOn() {
        assertThat(LockMode.values())
                .filteredOn(LockMode::blocksWrites)
                .containsExactly(
                        LockMode.SHARE,
                        LockMode.SHARE_ROW_EXCLUSIVE,
                        LockMode.EXCLUSIVE,
                        LockMode.ACCESS_EXCLUSIVE);
    }

    @Test
    void theServersNamesAreUnderstood() {
        assertThat(LockMode.ofServer("ShareUpdateExclusiveLock"))
                .isEqualTo(LockMode.SHARE_UPDATE_EXCLUSIVE);
        assertThat(LockMode.ofServer("AccessShareLock").sql()).isEqualTo("ACCESS SHARE");
    }
}
