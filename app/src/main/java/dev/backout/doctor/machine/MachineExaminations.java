package dev.backout.doctor.machine;

import dev.backout.config.Configuration;
import dev.backout.config.ProjectTool;
import dev.backout.doctor.Examination;
import dev.backout.scratch.ScratchPlaces;
import dev.backout.scratch.ScratchServer;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;

/// Everything that is examined without a live database.
public final class MachineExaminations {
    private MachineExaminations() {}

    /// The examinations.
    ///
    /// @param folder the current folder
    /// @param configuration the project's, or null when there is no project
    /// @param scratch the scratch server that will be there, or fail to be
    public static List<Examination> of(
            Path folder, @Nullable Configuration configuration, Future<ScratchServer> scratch) {
        List<Examination> all = new ArrayList<>();
        all.add(new JavaRuntime());
        all.add(new GitProgram(folder));
        all.add(new DiskSpace(ScratchPlaces.standard(), folder));
        all.add(new ScratchReadiness(scratch));
        if (configuration != null) {
            switch (configuration.project().tool()) {
                case ProjectTool.OfPrisma() -> {
                    all.add(new PrismaPackage(configuration.project()));
                    all.add(new PrismaLock(configuration.variables()));
                }
                case ProjectTool.OfNodePgMigrate nodePg ->
                        all.add(new NodePgPackage(configuration.project(), nodePg));
                case ProjectTool.OfSupabase _ -> {}
            }
        }
        return all;
    }
}
