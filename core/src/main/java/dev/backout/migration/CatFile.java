package dev.backout.migration;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/// The output of `git cat-file --batch`: for each object a line `ID TYPE SIZE`, the bytes, a line
/// feed; `ID missing` for an object that is not there.
final class CatFile {
    private CatFile() {}

    static Map<String, byte[]> blobs(byte[] output) {
        Map<String, byte[]> blobs = new HashMap<>();
        int at = 0;
        while (at < output.length) {
            int end = lineEnd(output, at);
            String[] fields =
                    new String(output, at, end - at, StandardCharsets.US_ASCII).split(" ", -1);
            at = end + 1;
            if (fields.length == 3) {
                int size = Integer.parseInt(fields[2]);
                blobs.put(fields[0], Arrays.copyOfRange(output, at, at + size));
                at += size + 1;
            }
        }
        return blobs;
    }

    private static int lineEnd(byte[] output, int from) {
        int at = from;
        while (at < output.length && output[at] != '\n') {
            at++;
        }
        return at;
    }
}
