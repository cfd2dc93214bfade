package dev.backout.config;

import dev.backout.config.ScriptTokens.Kind;
import dev.backout.config.ScriptTokens.Token;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads the object that a configuration script exports, without running the script.
///
/// Understood: object literals, strings, `env("X")`, `process.env.X`, `a ?? b`, `path.join(...)`,
/// constants of the same file, and wrappers like `defineConfig(...)`. All else is
/// [ScriptValue.Unclear], with its code.
final class ScriptReader {
    private static final Token END = new Token(Kind.SIGN, "", false);
    private static final Set<String> HERE =
            Set.of("__dirname", "import.meta.dirname", "process.cwd");
    private static final Set<String> PATHS = Set.of("path.join", "path.resolve", "join", "resolve");
    private static final Set<String> CLOSERS = Set.of(",", ";", ")", "]", "}", "");
    private static final int DEEPEST = 20;

    private final List<Token> tokens;
    private int at;
    private int depth;

    private ScriptReader(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// What the script exports.
    static ScriptValue read(String source) {
        List<Token> tokens = ScriptTokens.of(source);
        for (int at = 0; at + 2 < tokens.size(); at++) {
            boolean module = tokens.get(at).is("export") && tokens.get(at + 1).is("default");
            if (module) {
                return new ScriptReader(tokens).expressionAt(at + 2);
            }
            boolean common =
                    tokens.get(at).is("module")
                            && tokens.get(at + 1).is(".")
                            && tokens.get(at + 2).is("exports");
            if (common) {
                return new ScriptReader(tokens).expressionAt(at + 4);
            }
        }
        return new ScriptValue.Unclear("a script that exports nothing");
    }

    private ScriptValue expressionAt(int start) {
        int before = at;
        at = start;
        ScriptValue value = expression();
        at = before;
        return value;
    }

    private ScriptValue expression() {
        int start = at;
        if (depth > DEEPEST) {
            skipRest();
            return unclear(start);
        }
        depth++;
        ScriptValue value = operand();
        skipType();
        if (peek().is("??") || peek().is("||")) {
            at++;
            value = new ScriptValue.Either(value, expression());
        }
        depth--;
        if (CLOSERS.contains(peek().text()) || startsStatement()) {
            return value;
        }
        skipRest();
        return unclear(start);
    }

    private ScriptValue operand() {
        Token token = next();
        if (token.kind() == Kind.TEXT) {
            return token.template() ? unclear(at - 1) : new ScriptValue.Text(token.text());
        }
        if (token.is("{")) {
            return fields();
        }
        if (token.is("(") && peek().is(")")) {
            at++;
            return unclear(at - 2);
        }
        if (token.is("(")) {
            ScriptValue inner = expression();
            at++;
            return inner;
        }
        return token.kind() == Kind.WORD ? named(at - 1) : unclear(at - 1);
    }

    /// A constant, a call, or a member such as `process.env.X`.
    private ScriptValue named(int start) {
        var name = new StringBuilder(tokens.get(start).text());
        while (true) {
            if (peek().is(".") || peek().is("?.")) {
                at++;
                name.append('.').append(next().text());
            } else if (peek().is("[") && peek(1).kind() == Kind.TEXT && peek(2).is("]")) {
                name.append('.').append(peek(1).text());
                at += 3;
            } else if (peek().is("!")) {
                at++;
            } else {
                break;
            }
        }
        skipTypeArguments();
        if (peek().is("(")) {
            at++;
            return call(name.toString(), arguments(), start);
        }
        return member(name.toString(), start);
    }

    private ScriptValue member(String name, int start) {
        if (name.startsWith("process.env.")) {
            return new ScriptValue.Variable(name.substring("process.env.".length()));
        }
        return HERE.contains(name) ? new ScriptValue.Text(".") : constant(name, start);
    }

    private ScriptValue call(String name, List<ScriptValue> arguments, int start) {
        if (HERE.contains(name)) {
            return new ScriptValue.Text(".");
        }
        if (arguments.isEmpty()) {
            return unclear(start);
        }
        ScriptValue first = arguments.getFirst();
        if (name.equals("env") && first instanceof ScriptValue.Text variable) {
            return new ScriptValue.Variable(variable.text());
        }
        if (PATHS.contains(name)) {
            return joined(arguments, start);
        }
        return first instanceof ScriptValue.Fields ? first : unclear(start);
    }

    private ScriptValue joined(List<ScriptValue> parts, int start) {
        List<String> texts = new ArrayList<>();
        for (ScriptValue part : parts) {
            if (!(part instanceof ScriptValue.Text text)) {
                return unclear(start);
            }
            texts.add(text.text());
        }
        return new ScriptValue.Text(String.join("/", texts));
    }

    private ScriptValue constant(String name, int start) {
        for (int i = 0; i + 2 < tokens.size(); i++) {
            boolean declared = tokens.get(i).is("const") || tokens.get(i).is("let");
            if (declared && tokens.get(i + 1).is(name)) {
                int equals = i + 2;
                while (equals < tokens.size() && !tokens.get(equals).is("=")) {
                    equals++;
                }
                return equals < start ? expressionAt(equals + 1) : unclear(start);
            }
        }
        return unclear(start);
    }

    private List<ScriptValue> arguments() {
        List<ScriptValue> arguments = new ArrayList<>();
        while (!peek().is(")") && peek() != END) {
            arguments.add(expression());
            if (peek().is(",")) {
                at++;
            }
        }
        at++;
        return arguments;
    }

    private ScriptValue fields() {
        Map<String, ScriptValue> fields = new HashMap<>();
        while (!peek().is("}") && peek() != END) {
            Token key = next();
            if (key.is("...")) {
                fields.put("...", expression());
            } else if (peek().is(":")) {
                at++;
                fields.put(key.text(), expression());
            } else {
                // `schema,` is short for `schema: schema`; a method is skipped by its braces.
                at--;
                fields.put(key.text(), expression());
            }
            if (peek().is(",")) {
                at++;
            }
        }
        at++;
        return new ScriptValue.Fields(fields);
    }

    /// `as string`, `satisfies PrismaConfig`.
    private void skipType() {
        while (peek().is("as") || peek().is("satisfies")) {
            at += 2;
            while (peek().is(".")) {
                at += 2;
            }
            skipTypeArguments();
        }
    }

    private void skipTypeArguments() {
        if (!peek().is("<")) {
            return;
        }
        int open = 0;
        do {
            open += peek().is("<") ? 1 : peek().is(">") ? -1 : 0;
            at++;
        } while (open > 0 && peek() != END);
    }

    /// To the comma, semicolon or bracket that ends the expression, over nested brackets.
    private void skipRest() {
        int open = 0;
        while (peek() != END && !(open == 0 && CLOSERS.contains(peek().text()))) {
            open += "([{".contains(peek().text()) ? 1 : 0;
            open -= ")]}".contains(peek().text()) ? 1 : 0;
            at++;
        }
    }

    private boolean startsStatement() {
        return Set.of("const", "let", "export", "import", "function", "module")
                .contains(peek().text());
    }

    private ScriptValue unclear(int start) {
        var code = new StringBuilder();
        for (int i = start; i < Math.max(at, start + 1) && i < tokens.size(); i++) {
            code.append(tokens.get(i).text());
        }
        return new ScriptValue.Unclear(code.toString());
    }

    private Token next() {
        Token token = peek();
        at++;
        return token;
    }

    private Token peek() {
        return peek(0);
    }

    private Token peek(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead) : END;
    }
}
