import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Gives the classes of a jar the class file version of Java 17, with the stack maps it asks for.
///
/// picocli is compiled for Java 5, and the JVM's ahead-of-time cache takes no class that old:
/// loading picocli from its jar costs 40 ms at every start. Only the format changes, not the code.
void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path raised = Path.of(args[0] + ".new");
    try (ZipFile in = new ZipFile(jar.toFile());
            URLClassLoader classes = new URLClassLoader(new URL[] {jar.toUri().toURL()});
            ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(raised))) {
        ClassFile classFile =
                ClassFile.of(
                        ClassFile.ClassHierarchyResolverOption.of(
                                ClassHierarchyResolver.ofResourceParsing(classes)),
                        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
                        // a shared pool would let the code be copied without its stack maps
                        ClassFile.ConstantPoolSharingOption.NEW_POOL);
        for (ZipEntry entry : Collections.list(in.entries())) {
            byte[] bytes = in.getInputStream(entry).readAllBytes();
            out.putNextEntry(new ZipEntry(entry.getName()));
            out.write(entry.getName().endsWith(".class") ? raise(classFile, bytes) : bytes);
        }
    }
    Files.move(raised, jar, StandardCopyOption.REPLACE_EXISTING);
}

byte[] raise(ClassFile classFile, byte[] bytes) {
    ClassModel model = classFile.parse(bytes);
    if (model.majorVersion() >= ClassFile.JAVA_6_VERSION) {
        return bytes;
    }
    return classFile.transformClass(
            model,
            (builder, element) -> {
                if (element instanceof ClassFileVersion) {
                    builder.withVersion(ClassFile.JAVA_17_VERSION, 0);
                } else {
                    builder.with(element);
                }
            });
}
