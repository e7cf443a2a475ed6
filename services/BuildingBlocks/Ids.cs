using System.Security.Cryptography;
using System.Text;
using MassTransit;

namespace MealDispatch.BuildingBlocks;

/// <summary>Ids that the server makes.</summary>
public static class Ids
{
    /// <summary>A new id that sorts by time of making.</summary>
    public static Guid New() => NewId.NextSequentialGuid();

    /// <summary>The id of a fact: the same words always give the same id.</summary>
    public static Guid Of(string fact)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes(fact), hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
