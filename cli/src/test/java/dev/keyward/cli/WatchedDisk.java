package dev.keyward.cli;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessMode;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.spi.FileSystemProvider;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The real disk, which says before each change what it is. Test-only. */
abstract class WatchedDisk {

  /** What is about to happen. */
  enum Change {
    /** Something gets its name. */
    MOVE,
    /** A folder is synced. */
    SYNC,
    /** A file is opened to write, or something is made. */
    MAKE,
    /** Something is removed, or gets an attribute. */
    OTHER
  }

  final FileSystem real;
  private final FileSystem watched = new WatchedSystem(this);
  final FileSystemProvider provider = new Provider();

  WatchedDisk(FileSystem real) {
    this.real = real;
  }

  /** Called before the change; what it throws is what the change ends with. */
  abstract void changing(Change change, Path path) throws IOException;

  /** Called before a file is opened to be read. */
  void reading(Path path) throws IOException {}

  /** The same path on this disk. */
  final Path wrap(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            WatchedDisk.class.getClassLoader(),
            new Class<?>[] {Path.class, Real.class},
            (proxy, method, arguments) -> invoke(path, method, arguments));
  }

  /** What tells a path of ours from a real one. */
  interface Real {
    Path real();
  }

  private Object invoke(Path path, Method method, Object[] arguments) throws Throwable {
    if (method.getName().equals("real")) {
      return path;
    }
    if (method.getName().equals("getFileSystem")) {
      return watched;
    }
    Object[] plain =
        arguments == null ? null : Arrays.stream(arguments).map(WatchedDisk::plain).toArray();
    try {
      Object result = method.invoke(path, plain);
      return result instanceof Path found ? wrap(found) : result;
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object plain(Object argument) {
    return argument instanceof Real ours ? ours.real() : argument;
  }

  static Path plain(Path path) {
    return (Path) plain((Object) path);
  }

  private final class Provider extends FileSystemProvider {
    private FileSystemProvider on() {
      return real.provider();
    }

    /** Of a folder that is opened nothing else is done than a sync. */
    private void opening(Path path, Set<? extends OpenOption> options) throws IOException {
      if (Files.isDirectory(plain(path))) {
        changing(Change.SYNC, path);
      } else if (options.contains(StandardOpenOption.WRITE)) {
        changing(Change.MAKE, path);
      } else {
        reading(path);
      }
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
      changing(Change.MOVE, to);
      on().move(plain(from), plain(to), options);
    }

    @Override
    public String getScheme() {
      return "watched";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return watched;
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      opening(path, options);
      return on().newByteChannel(plain(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      opening(path, options);
      return on().newFileChannel(plain(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      DirectoryStream<Path> found = on().newDirectoryStream(plain(folder), each -> true);
      return new DirectoryStream<>() {
        @Override
        public Iterator<Path> iterator() {
          List<Path> all = new ArrayList<>();
          found.forEach(each -> all.add(wrap(each)));
          all.removeIf(each -> !accepts(filter, each));
          return all.iterator();
        }

        @Override
        public void close() throws IOException {
          found.close();
        }
      };
    }

    private static boolean accepts(DirectoryStream.Filter<? super Path> filter, Path path) {
      try {
        return filter.accept(path);
      } catch (IOException e) {
        return false;
      }
    }

    @Override
    public void createDirectory(Path folder, FileAttribute<?>... attributes) throws IOException {
      changing(Change.MAKE, folder);
      on().createDirectory(plain(folder), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
      changing(Change.MOVE, link);
      on().createLink(plain(link), plain(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
      changing(Change.OTHER, path);
      on().delete(plain(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
      changing(Change.MAKE, to);
      reading(from);
      on().copy(plain(from), plain(to), options);
    }

    @Override
    public boolean isSameFile(Path one, Path other) throws IOException {
      return on().isSameFile(plain(one), plain(other));
    }

    @Override
    public boolean isHidden(Path path) throws IOException {
      return on().isHidden(plain(path));
    }

    @Override
    public FileStore getFileStore(Path path) throws IOException {
      return on().getFileStore(plain(path));
    }

    @Override
    public void checkAccess(Path path, AccessMode... modes) throws IOException {
      on().checkAccess(plain(path), modes);
    }

    @Override
    public <V extends FileAttributeView> V getFileAttributeView(
        Path path, Class<V> type, LinkOption... options) {
      return on().getFileAttributeView(plain(path), type, options);
    }

    @Override
    public <A extends BasicFileAttributes> A readAttributes(
        Path path, Class<A> type, LinkOption... options) throws IOException {
      return on().readAttributes(plain(path), type, options);
    }

    @Override
    public Map<String, Object> readAttributes(Path path, String names, LinkOption... options)
        throws IOException {
      return on().readAttributes(plain(path), names, options);
    }

    @Override
    public void setAttribute(Path path, String name, Object value, LinkOption... options)
        throws IOException {
      changing(Change.OTHER, path);
      on().setAttribute(plain(path), name, value, options);
    }
  }
}
