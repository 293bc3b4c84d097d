package dev.keyward.cli;

import java.nio.file.FileStore;
import java.nio.file.FileSystem;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserPrincipalLookupService;
import java.nio.file.spi.FileSystemProvider;
import java.util.Set;

/** What a path of a watched disk says its file system is. Test-only. */
final class WatchedSystem extends FileSystem {

  private final WatchedDisk disk;

  WatchedSystem(WatchedDisk disk) {
    this.disk = disk;
  }

  @Override
  public FileSystemProvider provider() {
    return disk.provider;
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
    return disk.real.getSeparator();
  }

  @Override
  public Iterable<Path> getRootDirectories() {
    throw new UnsupportedOperationException();
  }

  @Override
  public Iterable<FileStore> getFileStores() {
    return disk.real.getFileStores();
  }

  @Override
  public Set<String> supportedFileAttributeViews() {
    return disk.real.supportedFileAttributeViews();
  }

  @Override
  public Path getPath(String first, String... more) {
    return disk.wrap(disk.real.getPath(first, more));
  }

  @Override
  public PathMatcher getPathMatcher(String pattern) {
    PathMatcher matcher = disk.real.getPathMatcher(pattern);
    return path -> matcher.matches(WatchedDisk.plain(path));
  }

  @Override
  public UserPrincipalLookupService getUserPrincipalLookupService() {
    return disk.real.getUserPrincipalLookupService();
  }

  @Override
  public WatchService newWatchService() {
    throw new UnsupportedOperationException();
  }
}
