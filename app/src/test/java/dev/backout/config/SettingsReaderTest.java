package dev.backout.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.backout.approval.ApprovalRules;
import dev.backout.approval.Purpose;
import dev.backout.backup.BackupSettings;
import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.message.MessageSettings;
import dev.backout.policy.Rules;
import dev.backout.runbook.Runbook;
import dev.backout.verify.SmokeQuery;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

class SettingsReaderTest {
    @TempDir Path folder;

    @Test
    void withoutAFileTheDefaultsHold() {
        Settings settings = SettingsReader.find(Workshop.in(folder).from("."));
        assertThat(settings).isEqualTo(Settings.defaults());
        assertThat(settings.rules()).isEqualTo(new Rules(true, true, true, false, false));
        assertThat(settings.lockTimeout()).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    void anEmptyFileChangesNothing() {
        assertThat(read("# nothing yet\n").rules()).isEqualTo(Rules.DEFAULT);
        assertThat(read("policy:\n").rules()).isEqualTo(Rules.DEFAULT);
    }

    @Test
    void readsEverySetting() {
        Settings settings =
                read(
                        """
                        schema: db/schema.prisma
                        migrations: db/migrations
                        lockTimeout: 2m
                        environments:
                          staging:
                            url: postgresql://h/d
                            production: false
                            schema: app
                            lockTimeout: 1s
                            verify:
                              - {sql: select 1, expect: 1}
                        verify:
                          - {name: users, sql: select 2, expect: 2}
                        policy:
                          destructiveNeedsRollback: false
                          handwrittenIsRight: false
                          nothingUnproved: false
                          lossNeedsWaiver: true
                          unknownNeedsWaiver: true
                        scratch:
                          binaries: pg/bin
                        """);
        assertThat(settings.schema()).isEqualTo(folder.resolve("db/schema.prisma"));
        assertThat(settings.migrations()).isEqualTo(folder.resolve("db/migrations"));
        assertThat(settings.lockTimeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(settings.environments().get("staging"))
                .isEqualTo(
                        new Settings.Environment(
                                "staging",
                                "postgresql://h/d",
                                false,
                                "app",
                                Duration.ofSeconds(1),
                                List.of(new SmokeQuery("select 1", "select 1", "1")),
                                ApprovalRules.NONE,
                                MessageSettings.NONE,
                                null,
                                Runbook.NONE));
        assertThat(settings.smokeQueries())
                .containsExactly(new SmokeQuery("users", "select 2", "2"));
        assertThat(settings.rules()).isEqualTo(new Rules(false, false, false, true, true));
        assertThat(settings.scratch())
                .isEqualTo(new Settings.Scratch.Binaries(folder.resolve("pg/bin")));
        assertThat(read("scratch: {url: 'postgresql://h/d'}").scratch())
                .isEqualTo(new Settings.Scratch.Server("postgresql://h/d"));
    }

    @Test
    void readsHowThingsAreKept() {
        Deploying deploying =
                read("""
                vault:
                  keep:
                    public.sessions: never
                    public.orders: in-place
                    public.users.note: in-place
                  byPosition:
                    public.orders: no
                """)
                        .deploying();
        assertThat(deploying.never()).containsExactly("public.sessions");
        assertThat(deploying.inPlace()).containsExactly("public.orders", "public.users.note");
        assertThat(deploying.byName()).containsExactly("public.orders");
        assertThatThrownBy(() -> read("vault: {keep: {public.a: moved}}"))
                .hasMessageContaining("is never or in-place");
        assertThatThrownBy(() -> read("vault: {byPosition: {public.a: yes}}"))
                .hasMessageContaining("is no:");
    }

    @Test
    void readsWhoseWordARunNeeds() {
        ApprovalRules rules =
                Objects.requireNonNull(
                                read("""
                                environments:
                                  production:
                                    url: postgresql://h/d
                                    approvals:
                                      signers: ops/allowed_signers
                                      groups: {sre: ann@x, migration-owner: [bob@x, carl@x]}
                                      dataLoss: [sre, sre]
                                      valid: 30m
                                """)
                                        .environments()
                                        .get("production"))
                        .approvals();
        assertThat(rules.signers()).isEqualTo(folder.resolve("ops/allowed_signers"));
        assertThat(rules.groups(Purpose.APPLY)).containsExactly("sre", "migration-owner");
        assertThat(rules.groups(Purpose.DATA_LOSS)).containsExactly("sre", "sre");
        assertThat(rules.groups(Purpose.HISTORY_EDIT)).isEmpty();
        assertThat(rules.members("migration-owner")).containsExactly("bob@x", "carl@x");
        assertThat(rules.valid()).isEqualTo(Duration.ofMinutes(30));
        assertThat(rules.people()).isEqualTo(4);
        assertThatThrownBy(() ->
                        read(
                                "environments: {x: {url: 'postgresql://h/d', approvals: {signers:"
                                        + " s, groups: {dba: a}, apply: dbas}}}"))
                .hasMessageContaining("approvals.apply has to know the group dbas");
        assertThatThrownBy(() ->
                        read(
                                "environments: {x: {url: 'postgresql://h/d', approvals: {signer:"
                                        + " s}}}"))
                .hasMessageContaining("approvals.signer is not a setting");
    }

    @Test
    void readsHowBackupsAreTaken() {
        BackupSettings backup =
                read("""
                policy:
                  backupRequired: true
                backup:
                  pgDump: bin/pg_dump
                  folder: ../backups
                  insideProject: true
                  jobs: 4
                  wholeUpTo: 2GB
                  lockTimeout: 10s
                  nightly: nights/*.dump
                  reference: pitr
                  referenceCheck: ./look
                  rto: 30m
                  rpo: 24h
                """)
                        .backup();
        assertThat(backup)
                .isEqualTo(
                        new BackupSettings(
                                folder.resolve("bin/pg_dump"),
                                folder.resolveSibling("backups"),
                                true,
                                4,
                                2L << 30,
                                Duration.ofSeconds(10),
                                folder.resolve("nights/*.dump").toString(),
                                "pitr",
                                "./look",
                                Duration.ofMinutes(30),
                                Duration.ofHours(24),
                                true));
    }

    @Test
    void isFoundFromBelowUpToTheTopOfTheRepository() {
        Workshop workshop =
                Workshop.in(folder).file("backout.yaml", "lockTimeout: 1s").folder("a/b");
        assertThat(SettingsReader.find(workshop.from("a/b")).lockTimeout())
                .isEqualTo(Duration.ofSeconds(1));
        workshop.folder("a/.git");
        assertThat(SettingsReader.find(workshop.from("a/b")).file()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "enviroments: {} | enviroments is not a setting | did you mean environments?",
                "policy: {nothingUnprovd: true} | policy.nothingUnprovd is not a setting | did you"
                        + " mean nothingUnproved?",
                "environments: {a: {ulr: x}} | environments.a.ulr is not a setting | did you mean"
                        + " url?",
                "environments: {a: {production: true}} | environments.a.url is missing | ''",
                "environments: {a: {url: x, production: maybe}} | environments.a.production is true"
                        + " or false | ''",
                "environments: [a] | environments is not a block of settings | ''",
                "environments: {a: text} | environments.a is not a block of settings | ''",
                "lockTimeout: soon | lockTimeout is a time such as 500ms, 3s or 2m, not soon | ''",
                "schema: [a] | schema is a text | ''",
                "scratch: {binaries: a, url: b} | cannot stand beside | ''",
                "just text | does not hold settings | ''",
                "a: [ | line 1 is not YAML | ''",
                "schema: {a: 1, a: 2} | is not YAML | ''",
                "backup: {jobs: 0} | backup.jobs is a number from 1 to 999, not 0 | ''",
                "backup: {wholeUpTo: much} | backup.wholeUpTo is a size such as 500MB or 10GB,"
                        + " not much | ''",
                "backup: {rto: 1 year} | backup.rto is a time such as 500ms | ''",
                "colour: red | colour is not a setting | known here: tool, platform, nodePgMigrate,"
                    + " schema, migrations, lockTimeout, maxLock, environments, policy, scratch,"
                    + " recordSchema, publications, backup, verify, deploy, vault, owners",
                "publications: all | publications is accepted or nothing, not all | ''",
            })
    void refusesWithFileAndKey(String yaml, String message, String hint) {
        assertThatThrownBy(() -> read(yaml))
                .isInstanceOfSatisfying(
                        BackoutException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.CONFIGURATION_INVALID);
                            assertThat(String.join("", e.hints())).isEqualTo(hint);
                        })
                .hasMessageContaining(message)
                .hasMessageContaining("backout.yaml");
    }

    @Test
    void aNamedFileThatIsNotThere() {
        Choices choices =
                new Choices(folder, Map.of(), null, null, null, null, Path.of("other.yaml"));
        assertThatThrownBy(() -> SettingsReader.find(choices))
                .hasMessageContaining("other.yaml cannot be read");
    }

    private Settings read(String yaml) {
        Workshop.in(folder).file("backout.yaml", yaml);
        return SettingsReader.read(folder.resolve("backout.yaml"));
    }
}
