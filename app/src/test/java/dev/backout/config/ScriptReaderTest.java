package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backout.config.ScriptValue.Either;
import dev.backout.config.ScriptValue.Fields;
import dev.backout.config.ScriptValue.Text;
import dev.backout.config.ScriptValue.Unclear;
import dev.backout.config.ScriptValue.Variable;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Map;

class ScriptReaderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "export default { a: 'x' }",
                "export default { 'a': \"x\", }",
                "import {defineConfig} from 'p';\nexport default defineConfig({ a: `x` });",
                "export default defineConfig({ a: 'x' } satisfies PrismaConfig)",
                "export default { a: 'x' } as const",
                "module.exports = { a: 'x' };",
                "module.exports = defineConfig({ a: 'x' })",
                "const config: PrismaConfig = { a: 'x' };\nexport default config",
                "const a = 'x'\nexport default { a }",
                "const x = { a: 'x' };\nexport default defineConfig(x);",
                "// export default { a: 'y' }\nexport default { /* a: 'z', */ a: 'x' } // end",
            })
    void readsTheExportedObjectInEveryCommonForm(String source) {
        assertThat(ScriptReader.read(source)).isEqualTo(new Fields(Map.of("a", new Text("x"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "env('X')",
                "env<Env>('X')",
                "process.env.X",
                "process.env.X!",
                "process.env['X']",
                "process.env[\"X\"]!",
                "process.env.X as string",
                "(process.env.X)",
            })
    void readsVariables(String code) {
        assertThat(value(code)).isEqualTo(new Variable("X"));
    }

    @Test
    void readsAlternatives() {
        assertThat(value("process.env.DIRECT_URL ?? env('DATABASE_URL')"))
                .isEqualTo(new Either(new Variable("DIRECT_URL"), new Variable("DATABASE_URL")));
        assertThat(value("process.env.A || ''"))
                .isEqualTo(new Either(new Variable("A"), new Text("")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path.join('db', 'x')",
                "join('db','x')",
                "'db/x'",
            })
    void readsPaths(String code) {
        assertThat(value(code)).isEqualTo(new Text("db/x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path.join(__dirname, 'x')",
                "path.resolve(import.meta.dirname, 'x')",
                "path.resolve(process.cwd(), 'x')",
            })
    void takesTheScriptsOwnFolderForTheCurrentOne(String code) {
        assertThat(value(code)).isEqualTo(new Text("./x"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'a' + b",
                "`postgresql://${user}@h/d`",
                "isProd ? 'a' : 'b'",
                "load()",
                "unknown",
                "await load('x')",
                "() => 'x'",
            })
    void saysWhatItDoesNotUnderstandAndReadsOn(String code) {
        ScriptValue read = ScriptReader.read("export default { a: " + code + ", b: 'y' }");
        assertThat(read).isInstanceOf(Fields.class);
        Map<String, ScriptValue> fields = ((Fields) read).fields();
        assertThat(fields.get("a")).isInstanceOf(Unclear.class);
        assertThat(fields.get("b")).isEqualTo(new Text("y"));
    }

    @Test
    void skipsMethodsAndNestedObjects() {
        ScriptValue read =
                ScriptReader.read(
                        """
                        export default defineConfig({
                          experimental: { async adapter() { return new P({ url: "x" }) } },
                          migrations: { path: "m", seed: "tsx x.ts" },
                        })
                        """);
        assertThat(((Fields) read).fields().get("migrations"))
                .isEqualTo(new Fields(Map.of("path", new Text("m"), "seed", new Text("tsx x.ts"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "export default",
                "export default {",
                "export default { a: ",
                "export default f(",
                "const a = a\nexport default a",
                "const a = b; const b = a; export default a",
                "export default '",
                "\u0000\uFFFF",
            })
    void survivesAnything(String source) {
        assertThat(ScriptReader.read(source)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "\"", "`"})
    void readsLongStrings(String quote) {
        String text = "x\\'".repeat(200_000);
        assertThat(value(quote + text + quote)).isEqualTo(new Text("x'".repeat(200_000)));
    }

    @Test
    void survivesDeepNesting() {
        assertThat(ScriptReader.read("export default " + "{a:(".repeat(50_000))).isNotNull();
    }

    private static ScriptValue value(String code) {
        ScriptValue read = ScriptReader.read("export default { a: " + code + " }");
        assertThat(read).isInstanceOf(Fields.class);
        return ((Fields) read).fields().getOrDefault("a", new Unclear("nothing"));
    }
}
