package dev.mlsim.engine;

import dev.mlsim.objects.MultipartUpload;
import dev.mlsim.objects.MultipartUploads;
import dev.mlsim.objects.StoredObject;
import java.util.List;
import java.util.Optional;

/** What is coming in parts into one simulator's objects. */
final class StoredUploads implements MultipartUploads {
  private final StoredObjects store;
  private final ObjectShelf shelf;

  private StoredUploads(StoredObjects store) {
    this.store = store;
    this.shelf = store.shelf();
  }

  static MultipartUploads of(StoredObjects store) {
    return new StoredUploads(store);
  }

  @Override
  public List<MultipartUpload> all() {
    return store.locked(() -> List.copyOf(shelf.uploads()));
  }

  @Override
  public Optional<MultipartUpload> find(String id) {
    return store.locked(() -> shelf.upload(id));
  }

  @Override
  public boolean isUnderWay(String id, String uri) {
    return store.locked(() -> shelf.uploadsTo(id).filter(uri::equals).isPresent());
  }

  @Override
  public void begin(MultipartUpload upload) {
    StoredObjects.checked(upload.uri());
    store.locked(
        () -> {
          shelf.begin(upload);
          store.note(() -> shelf.end(upload.id()));
          return upload;
        });
  }

  @Override
  public void put(String id, int number, StoredObject part) {
    store.locked(
        () -> {
          StoredObject before = shelf.part(id, number, part);
          store.note(() -> shelf.part(id, number, before));
          return part;
        });
  }

  @Override
  public boolean end(String id) {
    return store.locked(
        () -> {
          Optional<MultipartUpload> before = shelf.upload(id);
          before.ifPresent(upload -> store.note(() -> shelf.begin(upload)));
          return shelf.end(id);
        });
  }
}
