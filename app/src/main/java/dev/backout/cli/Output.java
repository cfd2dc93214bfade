package dev.backout.cli;

import org.jspecify.annotations.Nullable;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// A stream of the process that remembers why it could not be written: a `PrintStream` only tells
/// that something went wrong. Safe for several threads.
final class Output extends FilterOutputStream {
    private volatile @Nullable IOException trouble;

    Output(OutputStream to) {
        super(to);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        try {
            out.write(bytes, from, length);
        } catch (IOException e) {
            trouble = e;
            throw e;
        }
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    /// Why something was lost, or null. A reader that has seen enough, such as `head`, is no
    /// trouble.
    @Nullable IOException trouble() {
        IOException seen = trouble;
        boolean readerWent =
                seen != null && String.valueOf(seen.getMessage()).contains("Broken pipe");
        return readerWent ? null : seen;
    }
}
