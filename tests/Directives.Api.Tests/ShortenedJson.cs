using System.Text;
using System.Text.Json;

namespace Directives.Api.Tests;

/// <summary>
/// Shortens JSON, and breaks its lines, the way somebody did with an earlier answer, in which <c>…</c> stands for further
/// members, further items or the rest of a text. What comes out is that earlier text if the answer is still the same.
/// </summary>
sealed class ShortenedJson
{
    readonly StringBuilder text = new();
    readonly string like;
    int at;

    ShortenedJson(string like) => this.like = like;

    public static string Of(JsonElement json, string like)
    {
        var shortened = new ShortenedJson(like);
        shortened.Value(json);
        return shortened.text.ToString();
    }

    char Next => at < like.Length ? like[at] : throw new FormatException($"This is not JSON, shortened or not: {like}");

    void Value(JsonElement json)
    {
        switch (Next, json.ValueKind)
        {
            case ('…', _):
                Copy();
                break;
            case ('{', JsonValueKind.Object):
                Members(json);
                break;
            case ('[', JsonValueKind.Array):
                Items(json);
                break;
            case ('"', JsonValueKind.String):
                text.Append(Text(json.GetRawText(), Skipped()));
                break;
            default:
                Skipped();
                text.Append(json.ValueKind switch { JsonValueKind.Object => "{…}", JsonValueKind.Array => "[…]", _ => json.GetRawText() });
                break;
        }
    }

    void Members(JsonElement json)
    {
        var shown = 0;
        var more = All('}', () =>
        {
            var name = Skipped();
            if (json.TryGetProperty(name.Trim('"'), out var value))
            {
                shown++;
                text.Append(name);
                Copy();
                Value(value);
            }
            else
            {
                at++;
                Skipped();
                Drop();
            }
        });
        Close(more || shown == json.EnumerateObject().Count(), shown);
    }

    void Items(JsonElement json)
    {
        var shown = 0;
        var more = All(']', () =>
        {
            if (shown < json.GetArrayLength())
                Value(json[shown++]);
            else
            {
                Skipped();
                Drop();
            }
        });
        Close(more || shown == json.GetArrayLength(), shown);
    }

    /// <summary>Goes through what is listed, and says whether anything was left out.</summary>
    bool All(char end, Action each)
    {
        var more = false;
        Copy();
        while (Next != end)
            if (Next is '…' or ',' || char.IsWhiteSpace(Next))
            {
                more |= Next is '…';
                Copy();
            }
            else
                each();
        return more;
    }

    void Close(bool complete, int shown)
    {
        if (!complete)
            text.Append(shown > 0 ? ",…" : "…");
        Copy();
    }

    /// <summary>Takes a comma away with what is no longer there.</summary>
    void Drop()
    {
        if (text[^1] is ',')
            text.Length--;
        else if (Next is ',')
            at++;
    }

    static string Text(string whole, string like)
    {
        if (like.Split('…') is not [var first, var last] || whole.Length < first.Length + last.Length)
            return whole;
        return $"{whole[..first.Length]}…{whole[^last.Length..]}";
    }

    void Copy()
    {
        text.Append(Next);
        at++;
    }

    /// <summary>Leaves a value behind and gives it back.</summary>
    string Skipped()
    {
        var (from, depth, quoted) = (at, 0, false);
        do
        {
            quoted ^= Next is '"';
            depth += quoted ? 0 : Next switch { '{' or '[' => 1, '}' or ']' => -1, _ => 0 };
            at += Next is '\\' ? 2 : 1;
        }
        while (depth > 0 || quoted || (at < like.Length && Next is not (',' or '}' or ']' or ':' or '…') && !char.IsWhiteSpace(Next)));
        return like[from..at];
    }
}
