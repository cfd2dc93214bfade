package dev.backout.doctor.machine;

import dev.backout.config.Variables;
import dev.backout.doctor.Examination;
import dev.backout.doctor.Finding;
import dev.backout.doctor.Topic;
import dev.backout.migration.prisma.Prisma;

import java.util.List;

/// Whether the migration tool was told to take no lock: then a deployment can run beside a run.
record PrismaLock(Variables variables) implements Examination {
    @Override
    public Topic topic() {
        return Topic.PRISMA_LOCK;
    }

    @Override
    public List<Finding> examine() {
        return List.of(
                Prisma.lockIsOff(variables.value(Prisma.LOCK_OFF))
                        ? Finding.warning(
                                        Topic.PRISMA_LOCK,
                                        Prisma.LOCK_OFF + " is set: deployments take no lock",
                                        "unset " + Prisma.LOCK_OFF)
                                .with("a deployment can begin in the middle of a run")
                        : Finding.ok(Topic.PRISMA_LOCK, "deployments and runs take Prisma's lock"));
    }
}
