package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.schema.Address;
import dev.backout.schema.ObjectKind;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// `--fill schema.table.column=SQL`. Pure.
final class FillOption {
    private FillOption() {}

    /// The expressions by column.
    ///
    /// @throws BackoutException `usage`
    static Map<Address, String> parse(List<String> texts) {
        Map<Address, String> fills = new HashMap<>();
        for (String text : texts) {
            int split = equalsSign(text);
            List<String> path = split < 0 ? List.of() : names(text.substring(0, split));
            String expression = split < 0 ? "" : text.substring(split + 1).strip();
            if (path.size() != 3
                    || path.stream().anyMatch(String::isEmpty)
                    || expression.isEmpty()) {
                throw BackoutException.of(
                        ErrorCode.USAGE,
                        "--fill %s is not schema.table.column=SQL".formatted(text),
                        "for example: --fill \"public.users.email='unknown'\"");
            }
            fills.put(new Address(ObjectKind.COLUMN, path), expression);
        }
        return fills;
    }

    private static int equalsSign(String text) {
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            quoted ^= c == '"';
            if (c == '=' && !quoted) {
                return i;
            }
        }
        return -1;
    }

    /// Names between dots; a quoted one may hold dots, and a quote is doubled in it.
    static List<String> names(String text) {
        List<String> names = new ArrayList<>();
        StringBuilder name = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
                if (doubled) {
                    name.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == '.' && !quoted) {
                names.add(name.toString());
                name.setLength(0);
            } else {
                name.append(c);
            }
        }
        names.add(name.toString());
        return names;
    }
}
