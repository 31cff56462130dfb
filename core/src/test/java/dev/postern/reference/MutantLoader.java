package dev.postern.reference;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads the classes of this project anew, from the first of some folders that has them; all others
 * come from the parent.
 */
final class MutantLoader extends ClassLoader {
  private final List<Path> folders;

  MutantLoader(List<Path> folders) {
    super(MutantLoader.class.getClassLoader());
    this.folders = folders;
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith("dev.postern.")) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      return known == null ? find(name) : known;
    }
  }

  private Class<?> find(String name) throws ClassNotFoundException {
    String file = name.replace('.', '/') + ".class";
    for (Path folder : folders) {
      if (Files.exists(folder.resolve(file))) {
        try (InputStream in = Files.newInputStream(folder.resolve(file))) {
          byte[] bytes = in.readAllBytes();
          return defineClass(name, bytes, 0, bytes.length);
        } catch (IOException e) {
          throw new ClassNotFoundException(name, e);
        }
      }
    }
    throw new ClassNotFoundException(name);
  }
}
