package dev.backout.doctor.live;

/// The same on the oldest server that Backout knows.
class OldestLiveExaminationsTest extends LiveExaminationsTest {
    @Override
    int major() {
        return 14;
    }
}
