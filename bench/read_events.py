"""Opens an exported metrics.tfevents with a reader that is not the lab's, and holds every number to the exported metrics.csv.

Usage: python3 bench/read_events.py metrics.tfevents metrics.csv
The reader is TensorBoard's own where the package tensorboard is installed; otherwise records are read by the published
format (length, masked CRC-32C, message, masked CRC-32C) and messages by the protobuf package with TensorBoard's field numbers.
"""
import csv
import struct
import sys

COLUMNS = {
    "loss/train": "train_loss",
    "loss/train_estimate": "estimated_train_loss",
    "loss/validation": "estimated_validation_loss",
    "training/learning_rate": "learning_rate",
    "training/gradient_norm": "gradient_norm",
    "training/tokens_per_second": "tokens_per_second",
}


def tensorboard_scalars(path):
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    # 0 keeps every event; otherwise it would thin them out.
    events = EventAccumulator(path, size_guidance={"scalars": 0, "tensors": 0})
    events.Reload()
    return {tag: [(event.step, event.value) for event in events.Scalars(tag)] for tag in events.Tags()["scalars"]}


def crc32c(data):
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def records(data):
    at = 0
    while at < len(data):
        length, checksum = struct.unpack_from("<QI", data, at)
        assert checksum == masked(data[at:at + 8]), f"the checksum of the length at byte {at} is wrong"
        message = data[at + 12:at + 12 + length]
        assert len(message) == length, f"the record at byte {at} is cut off"
        (checksum,) = struct.unpack_from("<I", data, at + 12 + length)
        assert checksum == masked(message), f"the checksum of the message at byte {at + 12} is wrong"
        yield message
        at += length + 16


def event_class():
    from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

    file = descriptor_pb2.FileDescriptorProto(name="event.proto", package="t", syntax="proto3")
    kind = descriptor_pb2.FieldDescriptorProto

    def message(name, *fields):
        made = file.message_type.add(name=name)
        for number, field, type_, repeated, of in fields:
            made.field.add(name=field, number=number, type=type_, label=kind.LABEL_REPEATED if repeated else kind.LABEL_OPTIONAL, type_name=of)

    message("Value", (1, "tag", kind.TYPE_STRING, False, None), (2, "simple_value", kind.TYPE_FLOAT, False, None))
    message("Summary", (1, "value", kind.TYPE_MESSAGE, True, ".t.Value"))
    message("Event", (1, "wall_time", kind.TYPE_DOUBLE, False, None), (2, "step", kind.TYPE_INT64, False, None),
            (3, "file_version", kind.TYPE_STRING, False, None), (5, "summary", kind.TYPE_MESSAGE, False, ".t.Summary"))
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    descriptor = pool.FindMessageTypeByName("t.Event")
    return message_factory.GetMessageClass(descriptor) if hasattr(message_factory, "GetMessageClass") else message_factory.MessageFactory(pool).GetPrototype(descriptor)


def protobuf_scalars(path):
    event_of, scalars, last = event_class(), {}, {}
    with open(path, "rb") as file:
        for i, message in enumerate(records(file.read())):
            event = event_of.FromString(message)
            size = event.ByteSize()
            event.DiscardUnknownFields()
            assert event.ByteSize() == size, f"record {i} has fields that are not among those of a scalar"
            assert (event.file_version == "brain.Event:2") == (i == 0), f"record {i} has the version {event.file_version!r}"
            for value in event.summary.value:
                # Not from record to record: the first estimate is of step 0, but made when step 1 is done.
                assert event.wall_time >= last.get(value.tag, 0), f"record {i} is earlier than the one before of {value.tag}"
                last[value.tag] = event.wall_time
                scalars.setdefault(value.tag, []).append((event.step, value.simple_value))
    return scalars


def float32(number):
    return struct.unpack("<f", struct.pack("<f", number))[0]


def main(events, table):
    try:
        import tensorboard

        reader, scalars = f"TensorBoard {tensorboard.__version__}", tensorboard_scalars(events)
    except ImportError:
        import google.protobuf

        reader, scalars = f"protobuf {google.protobuf.__version__}; TensorBoard is not installed", protobuf_scalars(events)
    with open(table, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    unknown = scalars.keys() - COLUMNS.keys()
    assert not unknown, f"tags that the table has no column for: {sorted(unknown)}"
    print(f"reader: {reader}")
    for tag, column in COLUMNS.items():
        expected = [(int(row["step"]), float32(float(row[column]))) for row in rows if row[column]]
        assert scalars.get(tag, []) == expected, f"{tag} is not {column} of the table"
        print(f"{tag}: {len(expected)} numbers, each that of the table as float32")
    assert rows, "the table is empty"


main(*sys.argv[1:])
