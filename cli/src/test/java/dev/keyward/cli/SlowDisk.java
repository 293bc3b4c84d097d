package dev.keyward.cli;

import dev.keyward.cli.console.Environment;
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
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileAttributeView;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The command line on a disk that is slow where it matters: before something gets the name that the
 * variable {@code SLOW} has, and before a folder of that name is synced, it makes the file {@code
 * slow} in the working folder and waits for a file {@code go}. All else is the real disk's.
 * Test-only, in a process of its own.
 */
final class SlowDisk {

  private final FileSystem real;
  private final Path folder;
  private final FileSystem slow = new SlowSystem();
  private final FileSystemProvider provider = new SlowProvider();

  private SlowDisk(Path folder) {
    this.folder = folder;
    this.real = folder.getFileSystem();
  }

  public static void main(String[] words) {
    FewRounds.lower();
    Path folder = Path.of("").toAbsolutePath();
    Environment own = Environment.system();
    Environment environment =
        new Environment(
            own.streams(),
            own.variables(),
            new SlowDisk(folder).wrap(folder),
            folder,
            Optional.empty(),
            Clock.systemUTC(),
            new SecureRandom());
    System.exit(Main.run(words, environment));
  }

  /** Starts a command in a process on such a disk. */
  static Process start(Path folder, String slow, Map<String, String> variables, String... words)
      throws IOException {
    Map<String, String> all = new HashMap<>(variables);
    all.put("SLOW", slow);
    return Spawned.start(SlowDisk.class.getName(), folder, all, words);
  }

  /** Returns when it is held. */
  static void awaitHeld(Path folder, Process process) {
    while (process.isAlive() && !Files.exists(folder.resolve("slow"))) {
      rest();
    }
    if (!process.isAlive()) {
      throw new AssertionError("it ended with " + process.exitValue());
    }
  }

  static void letGo(Path folder) throws IOException {
    Files.write(folder.resolve("go"), new byte[0]);
  }

  private void waitForGo(Path path) throws IOException {
    if (!path.getFileName().toString().equals(System.getenv("SLOW"))) {
      return;
    }
    Files.write(folder.resolve("slow"), new byte[0]);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(folder.resolve("go")) && System.nanoTime() < end) {
      rest();
    }
  }

  private static void rest() {
    try {
      Thread.sleep(5);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Path wrap(Path path) {
    return (Path)
        Proxy.newProxyInstance(
            SlowDisk.class.getClassLoader(),
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
      return slow;
    }
    Object[] plain =
        arguments == null ? null : Arrays.stream(arguments).map(SlowDisk::plain).toArray();
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

  private static Path plain(Path path) {
    return (Path) plain((Object) path);
  }

  private final class SlowSystem extends FileSystem {
    @Override
    public FileSystemProvider provider() {
      return provider;
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public boolean isReadOnly() {
      return false;
    }

    @Override
    public String getSeparator() {
      return real.getSeparator();
    }

    @Override
    public Iterable<Path> getRootDirectories() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Iterable<FileStore> getFileStores() {
      return real.getFileStores();
    }

    @Override
    public Set<String> supportedFileAttributeViews() {
      return real.supportedFileAttributeViews();
    }

    @Override
    public Path getPath(String first, String... more) {
      return wrap(real.getPath(first, more));
    }

    @Override
    public PathMatcher getPathMatcher(String pattern) {
      PathMatcher matcher = real.getPathMatcher(pattern);
      return path -> matcher.matches(plain(path));
    }

    @Override
    public UserPrincipalLookupService getUserPrincipalLookupService() {
      return real.getUserPrincipalLookupService();
    }

    @Override
    public WatchService newWatchService() {
      throw new UnsupportedOperationException();
    }
  }

  private final class SlowProvider extends FileSystemProvider {
    private FileSystemProvider on() {
      return real.provider();
    }

    @Override
    public void move(Path from, Path to, CopyOption... options) throws IOException {
      waitForGo(to);
      on().move(plain(from), plain(to), options);
    }

    @Override
    public String getScheme() {
      return "slow";
    }

    @Override
    public FileSystem newFileSystem(URI uri, Map<String, ?> options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public FileSystem getFileSystem(URI uri) {
      return slow;
    }

    @Override
    public Path getPath(URI uri) {
      throw new UnsupportedOperationException();
    }

    @Override
    public SeekableByteChannel newByteChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      return on().newByteChannel(plain(path), options, attributes);
    }

    @Override
    public FileChannel newFileChannel(
        Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
        throws IOException {
      if (Files.isDirectory(plain(path))) {
        waitForGo(path);
      }
      return on().newFileChannel(plain(path), options, attributes);
    }

    @Override
    public DirectoryStream<Path> newDirectoryStream(
        Path folder, DirectoryStream.Filter<? super Path> filter) throws IOException {
      DirectoryStream<Path> found = on().newDirectoryStream(plain(folder), each -> true);
      return new DirectoryStream<>() {
        @Override
        public java.util.Iterator<Path> iterator() {
          java.util.List<Path> all = new java.util.ArrayList<>();
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
      on().createDirectory(plain(folder), attributes);
    }

    @Override
    public void createLink(Path link, Path existing) throws IOException {
      on().createLink(plain(link), plain(existing));
    }

    @Override
    public void delete(Path path) throws IOException {
      on().delete(plain(path));
    }

    @Override
    public void copy(Path from, Path to, CopyOption... options) throws IOException {
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
      on().setAttribute(plain(path), name, value, options);
    }
  }
}
