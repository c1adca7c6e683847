using System.Buffers.Binary;
using System.IO.Compression;

namespace Clearinghouse.MarketData.Files;

/// <summary>
/// What a gzip file holds, read forward only. The library's own stream takes a file that was cut off for a complete one; this
/// compares the length that the file states at its end with what came out.
/// </summary>
internal sealed class GzipContent : Stream
{
    private const int StatedLengthBytes = sizeof(uint);
    private readonly GZipStream _unpacked;
    private readonly uint _statedLength;
    private uint _length;

    /// <summary>Takes over a seekable file, which is disposed of with this.</summary>
    internal GzipContent(Stream file)
    {
        Span<byte> stated = stackalloc byte[StatedLengthBytes];
        file.Seek(-Math.Min(StatedLengthBytes, file.Length), SeekOrigin.End);
        var isStated = file.ReadAtLeast(stated, StatedLengthBytes, throwOnEndOfStream: false) == StatedLengthBytes;
        _statedLength = isStated ? BinaryPrimitives.ReadUInt32LittleEndian(stated) : uint.MaxValue;
        file.Position = 0;
        _unpacked = new(file, CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => Counted(_unpacked.Read(buffer), buffer.Length);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        Counted(await _unpacked.ReadAsync(buffer, cancellationToken), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing) _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private int Counted(int read, int asked)
    {
        // The format states the length modulo 2^32.
        _length = unchecked(_length + (uint)read);
        if (read == 0 && asked > 0 && _length != _statedLength)
            throw new InvalidDataException("The packed file was cut off, or is several joined; unpack it and look at its end.");
        return read;
    }
}
