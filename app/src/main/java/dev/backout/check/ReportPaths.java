package dev.backout.check;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/// How a report names files: from the top of the repository, as code hosts want them.
///
/// @param top the folder that paths are told from, absolute
public record ReportPaths(Path top) {
    /// A path for people and for JSON.
    ///
    /// @param path as the migration's script has it: a file, or `REF:path` in git
    public String shown(String path) {
        Path absolute = top.resolve(path).normalize();
        if (Files.notExists(absolute) && path.indexOf(':') > 0) {
            // Of another commit: git tells it from the top of the repository already.
            return path.substring(path.indexOf(':') + 1);
        }
        String shown = absolute.startsWith(top) ? top.relativize(absolute).toString() : path;
        return shown.replace('\\', '/');
    }

    /// The same as a relative reference (RFC 3986), which SARIF asks for.
    public String uri(String path) {
        try {
            return new URI(null, null, "/" + shown(path), null).toASCIIString().substring(1);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("every path can be quoted", e);
        }
    }
}
