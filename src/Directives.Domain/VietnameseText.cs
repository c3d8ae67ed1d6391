using System.Text;

namespace Directives.Domain;

/// <summary>
/// One form for the ways in which one Vietnamese text is typed: letters in one part or in several (NFC, NFD and what
/// keyboards make in between), the tone on this vowel or on that (uỷ, ủy), upper or lower case. The runtime's own
/// normalisation does nothing under invariant globalisation. For comparing only; nothing is stored or shown like this.
/// </summary>
public static class VietnameseText
{
    /// <summary>Each letter that takes a tone, with its five toned forms.</summary>
    static readonly string[] Vowels =
        ["AÀÁẢÃẠ", "ĂẰẮẲẴẶ", "ÂẦẤẨẪẬ", "EÈÉẺẼẸ", "ÊỀẾỂỄỆ", "IÌÍỈĨỊ", "OÒÓỎÕỌ", "ÔỒỐỔỖỘ", "ƠỜỚỞỠỢ", "UÙÚỦŨỤ", "ƯỪỨỬỮỰ", "YỲÝỶỸỴ"];

    /// <summary>The same tones as marks of their own, in the same order.</summary>
    const string Tones = "\u0300\u0301\u0309\u0303\u0323";

    static readonly Dictionary<char, (char Letter, char Tone)> Toned =
        Vowels.SelectMany(forms => Tones.Select((tone, i) => (Form: forms[i + 1], (forms[0], tone)))).ToDictionary();

    /// <summary>Letters that are made of a letter and a breve, circumflex or horn.</summary>
    static readonly Dictionary<(char Letter, char Mark), char> Marked = new()
    {
        [('A', '\u0306')] = 'Ă',
        [('A', '\u0302')] = 'Â',
        [('E', '\u0302')] = 'Ê',
        [('O', '\u0302')] = 'Ô',
        [('O', '\u031B')] = 'Ơ',
        [('U', '\u031B')] = 'Ư'
    };

    /// <summary>Equal for two spellings of one text. A word's tone stands behind it, words stand apart by one space.</summary>
    public static string Key(string text) => string.Join(' ', Write(text, tones: true).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Upper-case letters without their tones, all else as it is but for its spaces and dashes.</summary>
    public static string WithoutTones(string text) => Write(text, tones: false);

    static string Write(string text, bool tones)
    {
        var written = new StringBuilder(text.Length);
        var ofThisWord = "";
        foreach (var typed in text.ToUpperInvariant())
        {
            var (letter, tone) = Toned.TryGetValue(typed, out var parts) ? parts : (Plain(typed), '\0');
            if (Tones.Contains(letter))
                tone = letter;
            else if (written.Length > 0 && Marked.TryGetValue((written[^1], letter), out var marked))
                written[^1] = marked;
            else
            {
                if (!char.IsLetter(letter))
                    EndOfWord();
                written.Append(letter);
            }

            if (tones && tone != '\0')
                ofThisWord += tone;
        }

        EndOfWord();
        return written.ToString();

        void EndOfWord()
        {
            written.Append(ofThisWord);
            ofThisWord = "";
        }
    }

    static char Plain(char typed) => typed switch
    {
        '–' or '—' or '‐' or '‑' or '−' => '-',
        'Ð' or 'Ɖ' => 'Đ', // look-alikes that old fonts and keyboards send
        _ when char.IsWhiteSpace(typed) => ' ',
        _ => typed
    };
}
